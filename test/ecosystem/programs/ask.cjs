// One request to a server of a program's own: resolves to status, headers, body.
const http = require('http');

exports.ask = (port, method, path, body) => new Promise((resolve, reject) => {
  const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const req = http.request({ agent: false, headers, host: '127.0.0.1', method, path, port }, (res) => {
    let text = '';
    res.setEncoding('utf8');
    res.on('data', (chunk) => { text += chunk; });
    res.on('end', () => resolve({ body: text, headers: res.headers, status: res.statusCode }));
  });
  req.on('error', reject);
  req.end(body);
});
