// The front page's server, on the port that bench/run chooses.
const http = require('http');

const server = http.createServer((req, res) => {
  res.statusCode = 200;
  res.setHeader('Content-Type', 'text/plain');
  res.end('Hello World');
});

server.listen(+process.env.PORT, '127.0.0.1');
