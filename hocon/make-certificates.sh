#!/bin/sh
# Certificates for a cluster with TLS: an authority of its own, and a certificate signed by it for each process.
#   hocon/make-certificates.sh DIR NAME...       e.g. hocon/make-certificates.sh certificates server worker-1 worker-2
# Writes DIR/authority.pem (give it to every process), DIR/authority.key (keep it to yourself: it makes further certificates) and, for each
# NAME, DIR/NAME.pfx, with the password that the environment variable FEDPG_TLS_PASSWORD has. An authority that is there already is
# used again.
set -eu
[ $# -ge 2 ] || { sed -n '2,6p' "$0"; exit 2; }
: "${FEDPG_TLS_PASSWORD:?set FEDPG_TLS_PASSWORD to the password of the .pfx files}"
dir=$1; shift
umask 077
mkdir -p "$dir"
if [ ! -f "$dir/authority.key" ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj "/CN=fedpg authority" \
    -keyout "$dir/authority.key" -out "$dir/authority.pem" 2>/dev/null
fi
for name in "$@"; do
  openssl req -newkey rsa:3072 -nodes -sha256 -subj "/CN=$name" -keyout "$dir/$name.key" -out "$dir/$name.csr" 2>/dev/null
  openssl x509 -req -sha256 -days 825 -in "$dir/$name.csr" -CA "$dir/authority.pem" -CAkey "$dir/authority.key" \
    -CAcreateserial -out "$dir/$name.pem" 2>/dev/null
  openssl pkcs12 -export -inkey "$dir/$name.key" -in "$dir/$name.pem" -out "$dir/$name.pfx" -passout env:FEDPG_TLS_PASSWORD
  rm "$dir/$name.key" "$dir/$name.csr" "$dir/$name.pem"
done
