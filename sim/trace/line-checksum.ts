import { crcTable } from "../../src/types/checksum.ts";

/**
 * CRC-32 over lines of text, each code unit as two bytes, low byte first, and a line feed after each line: what the lines
 * were ended with in the file does not matter.
 */
export class LineChecksum {
  #crc = -1;

  add(line: string): void {
    let crc = this.#crc;
    for (let i = 0; i <= line.length; i++) {
      const unit = i === line.length ? 10 : line.charCodeAt(i);
      crc = (crc >>> 8) ^ crcTable[(crc ^ unit) & 255];
      crc = (crc >>> 8) ^ crcTable[(crc ^ (unit >>> 8)) & 255];
    }
    this.#crc = crc;
  }

  /** Eight hexadecimal digits. */
  value(): string {
    return (~this.#crc >>> 0).toString(16).padStart(8, "0");
  }
}
