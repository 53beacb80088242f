/** The one generator of the package that is used, without its six others. */
declare module "seedrandom/seedrandom.js" {
  export { default } from "seedrandom";
}
