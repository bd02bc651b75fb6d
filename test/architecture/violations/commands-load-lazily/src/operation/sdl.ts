export function print(): string {
  return 'type Query';
}
