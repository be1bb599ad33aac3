#!/usr/bin/env bash
# The JavaScript SDK of journy.io says "0 calls remaining" where nothing was said of them, but only after a success.
#
# With:  @journyio/sdk 3.1.0
# Guess: callsRemaining is undefined where the answer has no X-RateLimit-Remaining: the type allows it, and an error has it so.
# Seen:  after a success it is 0, after a 400 it is undefined.
# Hurts: a script that waits while callsRemaining is 0 waits for ever behind a proxy or a mock that sends no such header.
. "$(dirname "$0")/tools.bash"

run_node @journyio/sdk@3.1.0 <<'JS' | expect '201 with the header: 12
201 without it: 0
400 without it: undefined'
const { createServer } = require("node:http");
const { Client } = require("@journyio/sdk");
const { HttpClientNode } = require("@journyio/http");

const answers = [[201, { "X-RateLimit-Remaining": "12" }], [201, {}], [400, {}]];
const server = createServer((request, response) => {
  const [status, headers] = answers.shift();
  request.resume();
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(`{"meta":{"requestId":"1","status":${status}}}`);
});
server.listen(0, "127.0.0.1", async () => {
  const client = new Client(new HttpClientNode(5000), { apiKey: "none", rootUrl: `http://127.0.0.1:${server.address().port}` });
  const remaining = async () => (await client.upsertUser({ userId: "1" })).callsRemaining;
  console.log("201 with the header:", await remaining());
  console.log("201 without it:", await remaining());
  console.log("400 without it:", await remaining());
  server.close();
});
JS
