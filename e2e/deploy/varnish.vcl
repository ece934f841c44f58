# The shield of nginx-shield.conf for Varnish 6 and 7. To change: the backend.
# varnishd -a :80 -f /etc/varnish/holdline.vcl -s malloc,1g
vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "8080";
  .connect_timeout = 2s;
  .first_byte_timeout = 6s;
  .between_bytes_timeout = 6s;
  .max_connections = 64;
}

sub vcl_recv {
  if (req.method != "GET" && req.method != "HEAD") {
    return (synth(405, "Method Not Allowed"));
  }
  unset req.http.Cookie;
  unset req.http.Authorization;
  # A playlist that has just run out is given once more while one request fetches the next. No longer: somebody who
  # listens alone would always be given the one before.
  set req.grace = 1s;
  return (hash);
}

# Tokens and measurements behind the question mark would split the cache; what is a different answer does not.
sub vcl_hash {
  hash_data(regsub(req.url, "\?.*$", ""));
  if (req.url ~ "[?&]_HLS_msn=") {
    hash_data("msn" + regsub(req.url, "^.*[?&]_HLS_msn=([^&]*).*$", "\1"));
  }
  if (req.url ~ "[?&]_HLS_part=") {
    hash_data("part" + regsub(req.url, "^.*[?&]_HLS_part=([^&]*).*$", "\1"));
  }
  if (req.url ~ "[?&]_HLS_skip=") {
    hash_data("skip" + regsub(req.url, "^.*[?&]_HLS_skip=([^&]*).*$", "\1"));
  }
  if (req.url ~ "[?&]_HLS_pathway=") {
    hash_data("pathway" + regsub(req.url, "^.*[?&]_HLS_pathway=([^&]*).*$", "\1"));
  }
  return (lookup);
}

sub vcl_backend_response {
  unset beresp.http.Set-Cookie;
  unset beresp.http.Vary;
  if (beresp.status == 404 || beresp.status == 410 || beresp.status == 429 || beresp.status >= 500) {
    # A crowd behind an error is one request a second. Retry-After is passed on with it.
    set beresp.ttl = 1s;
    set beresp.grace = 0s;
    return (deliver);
  }
  if (beresp.status != 200) {
    # Hit-for-miss: nobody waits for another's answer that will not be shared.
    set beresp.ttl = 1s;
    set beresp.uncacheable = true;
    return (deliver);
  }
  if (bereq.url ~ "\.(m3u8|json)(\?|$)") {
    set beresp.ttl = 1s;
    set beresp.do_gzip = true;
  } elsif (!beresp.http.Cache-Control) {
    # Segments otherwise as long as the origin says: an encoder that begins anew may use their names again.
    set beresp.ttl = 10m;
  }
  set beresp.grace = 10s;
  return (deliver);
}

# Refused, reset, or no answer in time: kept for a second as well, or the crowd would queue up at a dead origin.
sub vcl_backend_error {
  set beresp.status = 503;
  set beresp.ttl = 1s;
  set beresp.grace = 0s;
  set beresp.http.Retry-After = "1";
  set beresp.http.Content-Type = "text/plain";
  set beresp.body = "The origin does not answer." + {"
"};
  return (deliver);
}

sub cross_origin {
  set resp.http.Access-Control-Allow-Origin = "*";
  set resp.http.Access-Control-Expose-Headers = "Retry-After, ETag, Date, Age, Content-Length, Content-Range";
}

sub vcl_deliver {
  call cross_origin;
  if (obj.hits > 0) {
    set resp.http.X-Cache = "HIT";
  } else {
    set resp.http.X-Cache = "MISS";
  }
}

sub vcl_synth {
  call cross_origin;
}
