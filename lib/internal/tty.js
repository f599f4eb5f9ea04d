'use strict';

// How many colours a terminal shows, from what its environment says of it.

const {
  RegExpPrototypeExec,
} = primordials;
const { validateInteger } = require('internal/validators');

const COLORS_2 = 1;
const COLORS_16 = 4;
const COLORS_256 = 8;
const COLORS_16m = 24;

// Names of terminals, in lower case.
const kTerminals = {
  '__proto__': null,
  'eterm': COLORS_16,
  'cons25': COLORS_16,
  'console': COLORS_16,
  'cygwin': COLORS_16,
  'dtterm': COLORS_16,
  'gnome': COLORS_16,
  'hurd': COLORS_16,
  'jfbterm': COLORS_16,
  'konsole': COLORS_16,
  'kterm': COLORS_16,
  'mlterm': COLORS_16,
  'mosh': COLORS_16m,
  'putty': COLORS_16,
  'st': COLORS_16,
  'rxvt-unicode-24bit': COLORS_16m,
  'terminator': COLORS_16m,
  'xterm-kitty': COLORS_16m,
};

// Build services that show colours, by a variable of theirs.
const kServices = {
  __proto__: null,
  APPVEYOR: COLORS_256,
  BUILDKITE: COLORS_256,
  CIRCLECI: COLORS_16m,
  DRONE: COLORS_256,
  GITEA_ACTIONS: COLORS_16m,
  GITHUB_ACTIONS: COLORS_16m,
  GITLAB_CI: COLORS_256,
  TRAVIS: COLORS_256,
};

// What a terminal's name may contain, when it is not known by itself.
const kFamilies = /ansi|color|linux|direct|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100|^vt220/;

let warned = false;

function warnIgnored(env) {
  if (warned) {
    return;
  }
  warned = true;
  const ignored = env.NODE_DISABLE_COLORS !== undefined ?
    (env.NO_COLOR !== undefined ? 'NO_COLOR' : 'NODE_DISABLE_COLORS') :
    env.NO_COLOR !== undefined ? 'NO_COLOR' : '';
  if (ignored !== '') {
    process.emitWarning(
      `The '${ignored}' env is ignored due to the 'FORCE_COLOR' env being set.`,
      'Warning');
  }
}

function forcedDepth(env) {
  switch (env.FORCE_COLOR) {
    case '':
    case '1':
    case 'true':
      warnIgnored(env);
      return COLORS_16;
    case '2':
      warnIgnored(env);
      return COLORS_256;
    case '3':
      warnIgnored(env);
      return COLORS_16m;
    default:
      return COLORS_2;
  }
}

function isRefused(env) {
  return (env.NODE_DISABLE_COLORS !== undefined &&
          env.NODE_DISABLE_COLORS !== '') ||
         (env.NO_COLOR !== undefined && env.NO_COLOR !== '') ||
         env.TERM === 'dumb';
}

function serviceDepth(env) {
  for (const name in kServices) {
    if (name in env) {
      return kServices[name];
    }
  }
  return env.CI_NAME === 'codeship' ? COLORS_256 : COLORS_2;
}

// The program that shows the terminal; 0 when it says nothing.
function programDepth(env) {
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return !env.TERM_PROGRAM_VERSION ||
             RegExpPrototypeExec(/^[0-2]\./, env.TERM_PROGRAM_VERSION) !== null ?
        COLORS_256 : COLORS_16m;
    case 'HyperTerm':
    case 'MacTerm':
      return COLORS_16m;
    case 'Apple_Terminal':
      return COLORS_256;
    default:
      return 0;
  }
}

function terminalDepth(env) {
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') {
    return COLORS_16m;
  }
  if (env.TERM) {
    if (RegExpPrototypeExec(/truecolor/, env.TERM) !== null) {
      return COLORS_16m;
    }
    if (RegExpPrototypeExec(/^xterm-256/, env.TERM) !== null) {
      return COLORS_256;
    }
    const term = env.TERM.toLowerCase();
    if (kTerminals[term] !== undefined) {
      return kTerminals[term];
    }
    if (RegExpPrototypeExec(kFamilies, term) !== null) {
      return COLORS_16;
    }
  }
  return env.COLORTERM ? COLORS_16 : COLORS_2;
}

function getColorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) {
    return forcedDepth(env);
  }
  if (isRefused(env)) {
    return COLORS_2;
  }
  if (env.TMUX) {
    return COLORS_16m;
  }
  // Azure DevOps
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) {
    return COLORS_16;
  }
  if ('CI' in env) {
    return serviceDepth(env);
  }
  if ('TEAMCITY_VERSION' in env) {
    return RegExpPrototypeExec(/^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/,
                               env.TEAMCITY_VERSION) !== null ?
      COLORS_16 : COLORS_2;
  }
  return programDepth(env) || terminalDepth(env);
}

function hasColors(count, env) {
  if (env === undefined &&
      (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, 'count', 2);
  }
  return count <= 2 ** getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
