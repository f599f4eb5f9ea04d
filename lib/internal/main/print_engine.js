// SPDX-License-Identifier: MIT
'use strict';
// lode --print-engine

internalBinding('options').printEngine();
