// What process says about itself and never changes.
'use strict';

const { ObjectDefineProperty, ObjectFreeze } = primordials;
const { versions: linked } = internalBinding('versions');

const version = 'v25.8.1';

const versions = {};
function addVersion(name, value) {
  ObjectDefineProperty(versions, name, {
    __proto__: null, configurable: false, enumerable: true, value,
    writable: false,
  });
}
addVersion('node', version.slice(1));
const libraries = linked();
for (let i = 0; i < libraries.length; i += 2) {
  addVersion(libraries[i], libraries[i + 1]);
}

const release = { name: 'node' };

const arch = 'x64';
const platform = 'linux';

// What a native addon's build would ask for.
const config = ObjectFreeze({
  target_defaults: ObjectFreeze({
    cflags: [], default_configuration: 'Release', defines: [],
    include_dirs: [], libraries: [],
  }),
  variables: ObjectFreeze({
    node_module_version: 141,
    asan: 0,
    host_arch: arch,
    target_arch: arch,
    napi_build_version: '10',
    node_shared: false,
    node_use_amaro: true,
    node_use_openssl: false,
    v8_enable_i18n_support: 1,
    v8_enable_webassembly: 1,
  }),
});

const features = {
  inspector: false,
  debug: false,
  uv: true,
  ipv6: true,
  openssl_is_boringssl: false,
  tls_alpn: false,
  tls_sni: false,
  tls_ocsp: false,
  tls: false,
  cached_builtins: true,
  get require_module() {
    return require('internal/options')
      .getOptionValue('--experimental-require-module');
  },
  quic: false,
  get typescript() {
    return require('internal/modules/typescript').feature();
  },
};

module.exports = {
  version, versions, arch, platform, release, config, features,
};
