// Before `npm pack` and `npm publish` in the checkout, which would send out sources that need packages. npm also runs it before
// `npm run pack`, which makes what is published.
if (['pack', 'publish'].includes(process.env.npm_command)) {
  console.error('The checkout is not what is published. Make that by "npm run pack", then publish its tarball.');
  process.exitCode = 1;
}
