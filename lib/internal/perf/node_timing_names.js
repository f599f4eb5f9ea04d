'use strict';
// SPDX-License-Identifier: MIT
//
// The names of the process's milestones, in the order of enum lode_milestone.

const kMilestones = [
  'nodeStart', 'v8Start', 'environment', 'bootstrapComplete', 'loopStart',
  'loopExit',
];

function isMilestone(name) {
  return kMilestones.includes(name);
}

module.exports = { isMilestone, kMilestones };
