#!/usr/bin/env bash
# Amplitude's Identify keeps the first of two changes of a property and drops the second, also where both are to be appended.
#
# With:  @amplitude/analytics-node 1.5.73
# Guess: the last "set" wins, as with any map; both tags are appended; null is sent, or refused with an error.
# Seen:  the first plan and the first tag are sent. What comes second, null, and a number as text are left out, the call
#        succeeds, and nothing is logged at the level that is the default.
# Hurts: a script that goes through the rows of a customer, oldest first, and changes one Identify: the oldest plan is sent, and
#        one tag of many; a manager who has left stays.
. "$(dirname "$0")/tools.bash"

run_node @amplitude/analytics-node@1.5.73 <<'JS' | expect '{"$set":{"plan":"Free"},"$append":{"tags":"beta"},"$add":{"orders":1}} 200'
const { createServer } = require("node:http");
const { Identify, flush, identify, init } = require("@amplitude/analytics-node");

let sent;
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    sent = JSON.parse(body).events[0].user_properties;
    response.setHeader("Content-Type", "application/json");
    response.end('{"code":200}');
  });
});
server.listen(0, "127.0.0.1", async () => {
  await init("none", { serverUrl: `http://127.0.0.1:${server.address().port}` }).promise;
  const changes = new Identify()
    .set("plan", "Free").set("plan", "Pro").set("manager", null)
    .append("tags", "beta").append("tags", "partner")
    .add("orders", 1).add("visits", "5");
  const result = identify(changes, { user_id: "customer-1" });
  await flush().promise;
  console.log(JSON.stringify(sent), (await result.promise).code);
  server.close();
});
JS
