#!/usr/bin/env node
// Old JavaScript on purpose: a Node that is too old must get far enough to say so, and in a file that it can parse.
var parts = process.versions.node.split('.');
var major = Number(parts[0]);
var minor = Number(parts[1]);

// Older ones cannot leave an offer to change the protocol aside: http.createServer has no shouldUpgradeCallback there.
if (major < 22 || (major === 22 && minor < 21) || major === 23 || (major === 24 && minor < 9)) {
  console.error(
    'jobgraph needs Node 24.9 or newer, or 22.21 or newer of 22, but this is Node ' +
      process.versions.node +
      '. See https://nodejs.org; in a checkout "npm ci" brings one that "npm start" uses, on Linux and Windows.',
  );
  // As for every start that its surroundings prevent (EX_CONFIG of sysexits.h).
  process.exitCode = 78;
} else {
  // Otherwise Node.js opens its debugger on a port, to everybody on this machine.
  process.on('SIGUSR1', function () {});
  // graphql looks at this once, while it loads: in anything but production it checks the type of every value by a slow
  // path, meant to find a second copy of the library.
  if (!process.env.NODE_ENV) {
    process.env.NODE_ENV = 'production';
  }
  var isServe = takeServe();
  // What was compiled for the last start serves this one: half of the time. Beside the packages, where nobody else writes,
  // rather than in the system's folder for temporary files; where it cannot be written, nothing is kept.
  process
    .getBuiltinModule('node:module')
    .enableCompileCache(
      process.getBuiltinModule('node:url').fileURLToPath(new URL('../node_modules/.cache/jobgraph', import.meta.url)),
    );
  var source = isServe ? '../src/main.ts' : '../cli/main.ts';
  import(isBundleFresh() ? (isServe ? '../dist/main.js' : '../dist/cli.js') : source);
}

/** Whether the gateway is to start: `serve`, which is taken off the arguments, no argument, or options of serve alone. */
function takeServe() {
  var words = process.argv.slice(2);
  if (words[0] === 'serve') {
    process.argv.splice(2, 1);
    return true;
  }
  if (words[0] === 'help' && words[1] === 'serve') {
    process.argv.splice(2, 2, '--help');
    return true;
  }
  var commands = ['jobs', 'sources', 'query', 'auth', 'token', 'config', 'schema', 'completion', 'help', 'version'];
  var isCommand = words.some(function (word) {
    return commands.indexOf(word) >= 0;
  });
  return words.length === 0 || (/^--(config|port|host)(=|$)/.test(words[0]) && !isCommand);
}

/** Whether there is what `npm run build` makes, and nothing that it is made of has changed since. npm packs no lock: a package is as built. */
function isBundleFresh() {
  var fs = process.getBuiltinModule('node:fs');
  var root = process.getBuiltinModule('node:url').fileURLToPath(new URL('../', import.meta.url));
  var bundle = fs.statSync(root + 'dist/main.js', { throwIfNoEntry: false });
  if (bundle === undefined) return false;
  if (!fs.existsSync(root + 'package-lock.json')) return true;

  function isOlder(path) {
    return fs.statSync(path).mtimeMs <= bundle.mtimeMs;
  }
  // Node.js' own recursion takes more than twice as long.
  function holdsOlder(folder) {
    return fs.readdirSync(folder, { withFileTypes: true }).every(function (entry) {
      var path = folder + '/' + entry.name;
      return entry.isDirectory() ? holdsOlder(path) : isOlder(path);
    });
  }
  return (
    isOlder(root + 'package-lock.json') &&
    ['schema', 'src', 'cli', 'client', 'emulators'].every(function (folder) {
      return holdsOlder(root + folder);
    })
  );
}
