'use strict';
// SPDX-License-Identifier: MIT
//
// PerformanceResourceTiming: how long a fetch took and why, from what Fetch
// calls its timing info.

const { ObjectDefineProperties } = primordials;

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const assert = require('internal/assert');
const { kEnumerableProperty } = require('internal/util');
const { PerformanceEntry, createEntry, setTag } =
  require('internal/perf/entry');

// What a response from the network costs beside its body, by the standard.
const kHeaderSize = 300;

class PerformanceResourceTiming extends PerformanceEntry {
  #resource;

  constructor(skip = undefined, name, type, startTime, duration, resource) {
    super(skip, name, type, startTime, duration);
    this.#resource = resource;
  }

  #get(what) {
    return this.#resource.timing[what];
  }

  #connection(what) {
    return this.#resource.timing.finalConnectionTimingInfo?.[what];
  }

  static check(resource) {
    if (typeof resource !== 'object' || resource === null ||
        !(#resource in resource)) {
      throw new ERR_INVALID_THIS('PerformanceResourceTiming');
    }
  }

  get name() {
    check(this);
    return this.#resource.url;
  }

  get startTime() {
    check(this);
    return this.#get('startTime');
  }

  get duration() {
    check(this);
    return this.#get('endTime') - this.#get('startTime');
  }

  get initiatorType() {
    check(this);
    return this.#resource.initiatorType;
  }

  get workerStart() {
    check(this);
    return this.#get('finalServiceWorkerStartTime');
  }

  get redirectStart() {
    check(this);
    return this.#get('redirectStartTime');
  }

  get redirectEnd() {
    check(this);
    return this.#get('redirectEndTime');
  }

  get fetchStart() {
    check(this);
    return this.#get('postRedirectStartTime');
  }

  get domainLookupStart() {
    check(this);
    return this.#connection('domainLookupStartTime');
  }

  get domainLookupEnd() {
    check(this);
    return this.#connection('domainLookupEndTime');
  }

  get connectStart() {
    check(this);
    return this.#connection('connectionStartTime');
  }

  get connectEnd() {
    check(this);
    return this.#connection('connectionEndTime');
  }

  get secureConnectionStart() {
    check(this);
    return this.#connection('secureConnectionStartTime');
  }

  get nextHopProtocol() {
    check(this);
    return this.#connection('ALPNNegotiatedProtocol');
  }

  get requestStart() {
    check(this);
    return this.#get('finalNetworkRequestStartTime');
  }

  get responseStart() {
    check(this);
    return this.#get('finalNetworkResponseStartTime');
  }

  get responseEnd() {
    check(this);
    return this.#get('endTime');
  }

  get encodedBodySize() {
    check(this);
    return this.#get('encodedBodySize');
  }

  get decodedBodySize() {
    check(this);
    return this.#get('decodedBodySize');
  }

  get transferSize() {
    check(this);
    return this.#resource.cacheMode === 'local' ? 0 :
      this.#get('encodedBodySize') + kHeaderSize;
  }

  get deliveryType() {
    check(this);
    return this.#resource.deliveryType;
  }

  get responseStatus() {
    check(this);
    return this.#resource.responseStatus;
  }

  toJSON() {
    check(this);
    const json = {};
    for (let i = 0; i < kFields.length; i++) {
      json[kFields[i]] = this[kFields[i]];
    }
    return json;
  }
}
const { check } = PerformanceResourceTiming;
delete PerformanceResourceTiming.check;

const kFields = [
  'name', 'entryType', 'startTime', 'duration', 'initiatorType',
  'nextHopProtocol', 'workerStart', 'redirectStart', 'redirectEnd',
  'fetchStart', 'domainLookupStart', 'domainLookupEnd', 'connectStart',
  'connectEnd', 'secureConnectionStart', 'requestStart', 'responseStart',
  'responseEnd', 'transferSize', 'encodedBodySize', 'decodedBodySize',
  'deliveryType', 'responseStatus',
];

const shown = { __proto__: null, toJSON: kEnumerableProperty };
for (let i = 0; i < kFields.length; i++) {
  if (kFields[i] !== 'entryType') {
    shown[kFields[i]] = kEnumerableProperty;
  }
}
ObjectDefineProperties(PerformanceResourceTiming.prototype, shown);
setTag(PerformanceResourceTiming, 'PerformanceResourceTiming');

function createResourceTiming(timing, url, initiatorType, cacheMode,
                              responseStatus, deliveryType = '') {
  assert(cacheMode === '' || cacheMode === 'local',
         "cache must be an empty string or 'local'");
  return createEntry(
    PerformanceResourceTiming, url, 'resource', timing.startTime, 0, {
      timing, url, initiatorType, cacheMode, responseStatus, deliveryType,
    });
}

module.exports = { PerformanceResourceTiming, createResourceTiming };
