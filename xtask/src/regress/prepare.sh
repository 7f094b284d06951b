#!/bin/sh
# Fetches PostgreSQL 15's own regression tests and builds the library that they load, in the folder that is given.
set -eu
cd "$1"
. /etc/os-release
keys=/usr/share/keyrings/debian-archive-keyring.gpg
for type in deb deb-src; do
    echo "$type [signed-by=$keys] http://deb.debian.org/debian $VERSION_CODENAME main"
    echo "$type [signed-by=$keys] http://deb.debian.org/debian-security $VERSION_CODENAME-security main"
done > sources.list
mkdir -p apt/lists/partial apt/archives/partial
# Lists and packages of its own, so that the machine's stay as they are.
set -- -qq -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$PWD/apt/lists" \
    -o Dir::Cache::archives="$PWD/apt/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
apt-get "$@" update
apt-get "$@" --download-only source postgresql-15
apt-get "$@" download postgresql-server-dev-15 libpq-dev
tar xjf postgresql-15_*.orig.tar.bz2 --wildcards '*/src/test/regress/*'
mv postgresql-15*/src/test/regress regress
for package in postgresql-server-dev-15_*.deb libpq-dev_*.deb; do dpkg -x "$package" headers; done
include=headers/usr/include/postgresql
gcc -shared -fPIC -I "$include/15/server" -I "$include" -o regress/regress.so regress/regress.c
