/**
 * Takes changes of sessions into the books, each with all that it does to the figures, or not at all: a session that
 * somebody else has changed since it was read is left alone and named in the answer. That is what makes any number of
 * collectors count every line once.
 *
 * KEYS: sessions, due, gauges, counts of the bucket, listened of the bucket, intake.
 * ARGV: changes (JSON: [sid, before, after, due, gauges, counts, listened, intake][]), refusals (JSON: {reason: n}),
 * milliseconds to keep buckets, milliseconds to keep the rest.
 * Returns the indexes, from 0, of what was left alone.
 */
export const commitScript = `
local conflicts, sums = {}, {{}, {}, {}}
local function add(sum, counts)
  for name, by in pairs(counts) do sum[name] = (sum[name] or 0) + by end
end
for index, change in ipairs(cjson.decode(ARGV[1])) do
  local sid, before, after = change[1], change[2], change[3]
  if (redis.call('HGET', KEYS[1], sid) or '') ~= before then
    conflicts[#conflicts + 1] = index - 1
  else
    if after == '' then
      redis.call('HDEL', KEYS[1], sid)
      redis.call('ZREM', KEYS[2], sid)
    elseif after ~= before then
      redis.call('HSET', KEYS[1], sid, after)
      redis.call('ZADD', KEYS[2], change[4], sid)
    end
    add(sums[1], change[5])
    add(sums[2], change[6])
    if change[7] then redis.call('PFADD', KEYS[5], sid) end
    add(sums[3], change[8])
  end
end
add(sums[3], cjson.decode(ARGV[2]))
for name, by in pairs(sums[1]) do
  if by ~= 0 and redis.call('HINCRBY', KEYS[3], name, by) == 0 then redis.call('HDEL', KEYS[3], name) end
end
for name, by in pairs(sums[2]) do redis.call('HINCRBY', KEYS[4], name, by) end
for name, by in pairs(sums[3]) do redis.call('HINCRBY', KEYS[6], name, by) end
redis.call('PEXPIRE', KEYS[4], ARGV[3])
redis.call('PEXPIRE', KEYS[5], ARGV[3])
for _, key in ipairs({KEYS[1], KEYS[2], KEYS[3], KEYS[6]}) do redis.call('PEXPIRE', key, ARGV[4]) end
return conflicts
`;

/**
 * Replaces the document if it still is the one that was seen.
 * KEYS: document, acts. ARGV: etag expected (empty: none), etag, JSON, act (JSON; empty: none), acts to keep.
 * Returns 1, or 0 if it is another one.
 */
export const publishScript = `
if (redis.call('HGET', KEYS[1], 'etag') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'etag', ARGV[2], 'json', ARGV[3])
if ARGV[4] ~= '' then
  redis.call('RPUSH', KEYS[2], ARGV[4])
  redis.call('LTRIM', KEYS[2], -tonumber(ARGV[5]), -1)
end
return 1
`;
