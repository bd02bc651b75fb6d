export function listen(stop: () => void) {
  process.on('SIGTERM', stop);
  process.once('SIGINT', stop);
}
