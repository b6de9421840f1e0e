#!/usr/bin/env bash
# Tries deploy/Caddyfile with curl: the app through Caddy, the API of a demo shop
# behind it. Needs caddy, curl and node on PATH and two settings:
#   POSY_SHOP   the reference shop's binary (scripts/shop.sh prints its path)
#   POSY_SITE   the folder of the built app (dist)
# With KEEP=1 it leaves the site open until Ctrl-C, to look at it in a browser.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${POSY_SHOP:?Set POSY_SHOP to the posy-shop binary.}" "${POSY_SITE:?Set POSY_SITE to the folder of the built app.}"
[ -f "$POSY_SITE/index.html" ] || { echo "There is no built app in $POSY_SITE." >&2; exit 2; }

work=$(mktemp -d)
shop_pid='' caddy_pid=''
end() {
  local pid
  for pid in $caddy_pid $shop_pid; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

passed=0 failed=0
same() { # what, wanted, found
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1)); printf 'FAILED: %s\n  wanted: %s\n  found:  %s\n' "$1" "$2" "$3"
  fi
}
# The last answer's body is this file's content.
is_file() { if cmp -s "$work/body" "$2"; then same "$1" '' ''; else same "$1" "the content of ${2##*/}" "something else"; fi; }
# The first header of an answer, without its line end.
header() { sed -n "s/^$1: //Ip" "$2" | tr -d '\r' | head -n 1; }
# Asks for a path; keeps headers and body, prints the status.
ask() { # base, path, more for curl...
  local base=$1 path=$2; shift 2
  curl -sS --max-time 60 -o "$work/body" -D "$work/head" -w '%{http_code}' "$@" "$base$path"
}

# --- The demo shop, and Caddy in front of it ---------------------------------------
cp -r "$POSY_SITE" "$work/dist"
node "$here/pack.mjs" "$work/dist" >/dev/null
"$POSY_SHOP" --port 0 --site "$POSY_SITE" --behind-tls --customers 200 --items 100 --orders 600 >"$work/shop" 2>"$work/shop.log" &
shop_pid=$!
for _ in $(seq 300); do [ -s "$work/shop" ] && break; kill -0 "$shop_pid"; sleep 0.2; done
shop=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$work/shop")

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
site=http://127.0.0.1:$port
# Nothing but the file under test, without Caddy's own control port.
printf '{\n\tadmin off\n\tlog {\n\t\tlevel ERROR\n\t}\n}\nimport %s\n' "$here/Caddyfile" >"$work/Caddyfile"
export POSY_ADDRESS=$site POSY_DIST=$work/dist POSY_API=$shop POSY_PROXIED='/api/* /media/*'
XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config \
  caddy run --adapter caddyfile --config "$work/Caddyfile" 2>"$work/caddy.log" &
caddy_pid=$!
for _ in $(seq 100); do curl -sSo /dev/null "$site/icon.svg" 2>/dev/null && break; kill -0 "$caddy_pid" || { cat "$work/caddy.log"; exit 1; }; sleep 0.1; done

# --- The page, and addresses of the app ------------------------------------------------
for path in / /orders '/orders/list?due=week&sort=-sum' /settings; do
  same "$path is the page" 200 "$(ask "$site" "$path")"
  is_file "$path is index.html" "$POSY_SITE/index.html"
  same "$path is asked for each time" no-cache "$(header cache-control "$work/head")"
done
same "a missing file is missing" 404 "$(ask "$site" /posy-app-0000000000000000.js)"
same "a missing file is not kept" no-cache "$(header cache-control "$work/head")"
same "no way out of the folder" 404 "$(ask "$site" /../../etc/hostname.txt --path-as-is)"

# --- Headers, against those of the reference shop ---------------------------------------
ask "$shop" / -H 'accept: text/html' >/dev/null; cp "$work/head" "$work/wanted"
ask "$site" / >/dev/null
for name in content-security-policy x-content-type-options referrer-policy permissions-policy \
  cross-origin-opener-policy strict-transport-security; do
  # The shop collects reports of broken content rules; here nobody does.
  wanted=$(header "$name" "$work/wanted" | sed 's# *; report-uri /csp-report##; s/  */ /g')
  same "$name" "$wanted" "$(header "$name" "$work/head" | sed 's/ *;/;/g; s/  */ /g')"
done

# --- Files: how long they are kept, how they are packed ----------------------------------
while IFS= read -r name; do
  file=$POSY_SITE/$name
  case $name in *-????????????????*.css | *-????????????????*.js | *-????????????????*.wasm) wanted='public, max-age=31536000, immutable' ;; *) wanted=no-cache ;; esac
  [ "$name" = index.html ] && continue
  same "/$name is there" 200 "$(ask "$site" "/$name" -H 'accept-encoding: br')"
  same "/$name is kept" "$wanted" "$(header cache-control "$work/head")"
  [ ! -f "$work/dist/$name.br" ] || same "/$name comes as brotli" br "$(header content-encoding "$work/head")"
  case $name in
    *.wasm) same "/$name starts while it loads" application/wasm "$(header content-type "$work/head")" ;;
    *.webmanifest) same "/$name has its type" application/manifest+json "$(header content-type "$work/head")" ;;
    *.png) same "/$name has its type" image/png "$(header content-type "$work/head")" ;;
    sw.js) same "/$name is a script" javascript "$(header content-type "$work/head" | grep -o javascript)" ;;
  esac
  case $name in *.wasm) # What is not packed beforehand is packed on the way.
    ask "$site" "/$name" -H 'accept-encoding: zstd' >/dev/null
    same "/$name comes packed in any case" zstd "$(header content-encoding "$work/head")"
    ask "$site" "/$name" -H 'accept-encoding: br' >/dev/null ;;
  esac
  etag=$(header etag "$work/head")
  same "/$name is not sent twice" 304 "$(ask "$site" "/$name" -H 'accept-encoding: br' -H "if-none-match: $etag")"
  ask "$site" "/$name" >/dev/null
  is_file "/$name as it is" "$file"
done < <(cd "$POSY_SITE" && find . -type f | sed 's#^\./##' | sort)

# --- The account behind it ---------------------------------------------------------------
json='content-type: application/vnd.api+json'
sign_in='{"data":{"type":"sessions","attributes":{"username":"manager","password":"%s"}}}'
# shellcheck disable=SC2059  # the format is the body
same "a wrong password is refused by the account" 401 "$(ask "$site" /api/v1/sessions -H "$json" -d "$(printf "$sign_in" wrong)")"
# shellcheck disable=SC2059
same "sign-in goes through" 200 "$(ask "$site" /api/v1/sessions -H "$json" -d "$(printf "$sign_in" demo)")"
same "an answer of the API is JSON:API" application/vnd.api+json "$(header content-type "$work/head")"
same "the answer has the server's clock" 1 "$(grep -ci '^date:' "$work/head")"
token=$(sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p' "$work/body")
bearer="authorization: Bearer $token"
same "orders come through" 200 "$(ask "$site" '/api/v1/orders?page%5Bsize%5D=1&filter%5Bstatuses%5D=new,assembled' -H "$bearer")"
same "an unknown operation is the account's 404, not the page" application/vnd.api+json \
  "$(ask "$site" /api/v1/nothing -H "$bearer" >/dev/null; header content-type "$work/head")"
ask "$site" '/api/v1/orders?page%5Bsize%5D=1' -H "$bearer" >/dev/null
id=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).data[0].id' "$work/body")
same "an order is found by its id" 200 "$(ask "$site" "/api/v1/orders/$id" -H "$bearer")"
same "without a token the account refuses" 401 "$(ask "$site" /api/v1/orders)"
same "pictures of the demo come through" 200 "$(ask "$site" /media/items/rose-red.svg)"

printf '%s passed, %s failed\n' "$passed" "$failed"
if [ -n "${KEEP:-}" ]; then echo "Open: $site  (Ctrl-C ends it)"; wait "$caddy_pid" || true; fi
[ "$failed" = 0 ]
