'use strict';
// SPDX-License-Identifier: MIT
//
// readable.pipe(writable) and its end. A full destination pauses the source;
// with several destinations the source waits for all that are full.

const { SafeSet } = primordials;

const { prependListener } = require('internal/streams/legacy');
const { errorOrDestroy } = require('internal/streams/destroy');

function pipe(src, dest, options) {
  const state = src._readableState;

  if (state.pipesCount === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new SafeSet(
      state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(dest);

  let ondrain;
  let cleanedUp = false;
  // stdout and stderr outlive what is piped into them. Asking process for
  // them would make them.
  const ends = options?.end !== false && !dest._isStdio;
  const endFn = ends ? onend : unpipeDest;

  if (state.endEmitted) {
    process.nextTick(endFn);
  } else {
    src.once('end', endFn);
  }
  dest.on('unpipe', onunpipe);

  function onunpipe(readable, info) {
    if (readable === src && info?.hasUnpiped === false) {
      info.hasUnpiped = true;
      cleanup();
    }
  }

  function onend() {
    dest.end();
  }

  function unpipeDest() {
    src.unpipe(dest);
  }

  function cleanup() {
    dest.removeListener('close', onclose);
    dest.removeListener('finish', onfinish);
    if (ondrain) {
      dest.removeListener('drain', ondrain);
    }
    dest.removeListener('error', onerror);
    dest.removeListener('unpipe', onunpipe);
    src.removeListener('end', onend);
    src.removeListener('end', unpipeDest);
    src.removeListener('data', ondata);
    cleanedUp = true;

    // The drain that others may wait for does not come here any more.
    if (ondrain && state.awaitDrainWriters &&
        (!dest._writableState || dest._writableState.needDrain)) {
      ondrain();
    }
  }

  function waitForDrain() {
    // The write may have led to unpiping: then nobody waits.
    if (!cleanedUp) {
      if (state.pipes.length === 1 && state.pipes[0] === dest) {
        state.awaitDrainWriters = dest;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
        state.awaitDrainWriters.add(dest);
      }
      src.pause();
    }
    if (!ondrain) {
      // One listener for the life of the pipe: made when first needed.
      ondrain = () => onDrain(src, dest);
      dest.on('drain', ondrain);
    }
  }

  function ondata(chunk) {
    try {
      if (dest.write(chunk) === false) {
        waitForDrain();
      }
    } catch (err) {
      // The chunk is nothing that dest can write.
      dest.destroy(err);
    }
  }
  src.on('data', ondata);

  // Without another listener the error is nobody's but the stream's.
  function onerror(err) {
    unpipeDest();
    dest.removeListener('error', onerror);
    if (dest.listenerCount('error') === 0) {
      const s = dest._writableState || dest._readableState;
      if (s && !s.errorEmitted) {
        errorOrDestroy(dest, err);
      } else {
        dest.emit('error', err);
      }
    }
  }
  prependListener(dest, 'error', onerror);

  function onclose() {
    dest.removeListener('finish', onfinish);
    unpipeDest();
  }
  dest.once('close', onclose);

  function onfinish() {
    dest.removeListener('close', onclose);
    unpipeDest();
  }
  dest.once('finish', onfinish);

  dest.emit('pipe', src);

  if (dest.writableNeedDrain === true) {
    waitForDrain();
  } else if (!state.flowing) {
    src.resume();
  }
  return dest;
}

function onDrain(src, dest) {
  const state = src._readableState;
  if (state.awaitDrainWriters === dest) {
    state.awaitDrainWriters = null;
  } else if (state.multiAwaitDrain) {
    state.awaitDrainWriters.delete(dest);
  }
  if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) &&
      src.listenerCount('data') > 0) {
    src.resume();
  }
}

// Without dest: all of them.
function unpipe(src, dest) {
  const state = src._readableState;
  if (!dest) {
    const dests = state.pipes;
    state.pipes = [];
    src.pause();
    for (let i = 0; i < dests.length; i++) {
      dests[i].emit('unpipe', src, { hasUnpiped: false });
    }
    return;
  }
  const index = state.pipes.indexOf(dest);
  if (index === -1) {
    return;
  }
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) {
    src.pause();
  }
  dest.emit('unpipe', src, { hasUnpiped: false });
}

module.exports = { pipe, unpipe };
