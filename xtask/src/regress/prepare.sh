#!/bin/sh
# Fetches PostgreSQL 15's own regression tests and builds the library that they load, in the folder that is given.
set -eu
cd "$1"
. /etc/os-release
keys=/usr/share/keyrings/debian-archive-keyring.gpg
mirror=http://deb.debian.org
echo "deb [signed-by=$keys] $mirror/debian $VERSION_CODENAME main" > sources.list
echo "deb [signed-by=$keys] $mirror/debian-security $VERSION_CODENAME-security main" >> sources.list
# The tests have to be those of the server that is installed.
version=$(dpkg-query --show --showformat='${Version}' postgresql-15)
source=postgresql-15_${version%%-*}.orig.tar.bz2
for pool in debian-security/pool/updates/main debian/pool/main; do
    /usr/lib/apt/apt-helper -qq download-file "$mirror/$pool/p/postgresql-15/$source" source.tar.bz2 && break
done
tar xjf source.tar.bz2 --wildcards '*/src/test/regress/*'
mv postgresql-15*/src/test/regress regress
mkdir -p apt/lists/partial apt/archives/partial
# Lists and packages of its own, so that the machine's stay as they are.
set -- -qq -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$PWD/apt/lists" \
    -o Dir::Cache::archives="$PWD/apt/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
apt-get "$@" update
apt-get "$@" download postgresql-server-dev-15 libpq-dev
for package in postgresql-server-dev-15_*.deb libpq-dev_*.deb; do dpkg -x "$package" headers; done
include=headers/usr/include/postgresql
gcc -shared -fPIC -I "$include/15/server" -I "$include" -o regress/regress.so regress/regress.c
