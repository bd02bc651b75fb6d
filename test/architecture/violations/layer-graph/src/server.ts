export interface Server {
  readonly port: number;
}
