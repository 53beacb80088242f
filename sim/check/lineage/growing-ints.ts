/** A list of 32-bit integers that grows; unset places hold `fallback`. */
export class GrowingInts {
  private words: Int32Array;
  private readonly fallback: number;

  constructor(fallback: number) {
    this.fallback = fallback;
    this.words = new Int32Array(1024).fill(fallback);
  }

  get(index: number): number {
    return index < this.words.length ? this.words[index] : this.fallback;
  }

  set(index: number, value: number): void {
    if (index >= this.words.length) {
      const grown = new Int32Array(Math.max(index + 1, this.words.length * 2)).fill(this.fallback);
      grown.set(this.words);
      this.words = grown;
    }
    this.words[index] = value;
  }
}
