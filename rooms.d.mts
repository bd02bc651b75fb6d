export interface Room {
  readonly name: string;
  /** A regular expression for its files, where they are no folder of its name. */
  readonly path?: string;
  /** Names of the rooms that it may use. */
  readonly uses: readonly string[];
}

export const rooms: readonly Room[];
export function toPath(room: Room): string;
