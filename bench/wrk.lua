-- Requests from a file, a path and a token on each line, picked at random from a seed.
local threads = 0

function setup(thread)
   threads = threads + 1
   thread:set("number", threads)
end

function init(args)
   local file, accept, seed = args[1], args[2], tonumber(args[3])
   math.randomseed(seed * 1000 + number)
   requests = {}
   for line in io.lines(file) do
      local path, token = line:match("^(%S+) (%S+)$")
      local headers = {
         Host = wrk.headers["Host"],
         Accept = accept,
         Authorization = "Bearer " .. token,
      }
      requests[#requests + 1] = wrk.format("GET", path, headers)
   end
end

function request()
   return requests[math.random(#requests)]
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '\n{"requests": %d, "microseconds": %d, "p50": %d, "p95": %d, "p99": %d, '
      .. '"connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}\n',
      summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(95), latency:percentile(99),
      errors.connect, errors.read, errors.write, errors.status, errors.timeout
   ))
end
