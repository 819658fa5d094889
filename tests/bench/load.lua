-- What wrk sends: nothing but GETs without arguments; else visits, as `journeyBody` in load.ts. Prints its figures as one line of JSON.
local products, visitors, origin, sent, run = {}, 0, "", 0, ""

function init(args)
  for i, value in ipairs(args) do
    if i == 1 then origin = value elseif i == 2 then visitors = tonumber(value) else products[#products + 1] = value end
  end
  math.randomseed(os.time())
  run = string.format("%x-%x", os.time(), math.random(1, 1e9))
end

function request()
  if visitors == 0 then return wrk.format("GET") end
  sent = sent + 1
  local visitor = "bench-" .. math.random(0, visitors - 1)
  local product = products[sent % #products + 1]
  local at = os.date("!%Y-%m-%dT%H:%M:%S.000Z")
  local body = '{"protocol":1,"visitor":{"id":"' .. visitor .. '"},"session":{"id":"' .. visitor .. '","startedAt":"' .. at
    .. '"},"consent":{"analytics":"granted","personalization":"granted"},"page":{"url":"https://shop.example/p","type":"product","locale":"it-IT","product":"'
    .. product .. '"},"slots":["product-picks"],"events":[{"id":"' .. run .. "-" .. sent .. '","type":"view_item","at":"' .. at
    .. '","currency":"EUR","items":[{"item_id":"' .. product .. '","quantity":1}]}]}'
  return wrk.format("POST", nil, { ["content-type"] = "text/plain", ["origin"] = origin }, body)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\n{"requests":%d,"us":%d,"p50us":%d,"p99us":%d,"errors":%d}\n', summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
