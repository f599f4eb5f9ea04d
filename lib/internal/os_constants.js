// os.constants: frozen tables without a prototype, as Node has them.
'use strict';

const { ObjectFreeze, ObjectAssign } = primordials;
const binding = internalBinding('constants');

const table = (entries) => ObjectAssign({ __proto__: null }, entries);

module.exports = ObjectFreeze({
  __proto__: null,
  UV_UDP_REUSEADDR: 4,
  dlopen: ObjectFreeze(table(binding.dlopen)),
  errno: ObjectFreeze(table(binding.errno)),
  signals: ObjectFreeze(table(binding.signals)),
  priority: ObjectFreeze(table(binding.priority)),
});
