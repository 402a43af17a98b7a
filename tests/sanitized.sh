#!/bin/sh
# Runs the mysql-test suite, or tests of it, with the library and the mailer under AddressSanitizer and
# UndefinedBehaviorSanitizer (build/asan), or with the server under valgrind.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sanitized.sh asan|valgrind [TEST …]       for example: asan udf_arguments
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/build.sh"
kind=$1
shift
build=$(dirname "$tests")/build/$kind
case $kind in
  asan)
    BUILD_OPTIONS="-DCMAKE_C_FLAGS=-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
    # The server is Debian's own: the leaks of its library are what tests/udf is for. Its mailers, which inherit no
    # environment, bring the sanitizer along.
    set -- "$@" "--mysqld-env=LD_PRELOAD=$(gcc -print-file-name=libasan.so)" \
      --mysqld-env=ASAN_OPTIONS=detect_leaks=0:abort_on_error=1
    ;;
  valgrind)
    BUILD_OPTIONS=
    # Under valgrind 3.19 InnoDB's start hangs in io_uring, and 8 TB of addresses for its buffer pool cannot be had.
    set -- "$@" --mysqld=--innodb-use-native-aio=0 --mysqld=--loose-innodb-buffer-pool-size-max=256M \
      '--valgrind=--show-reachable=no --keep-debuginfo=yes' --parallel=2 --testcase-timeout=60
    ;;
  *)
    echo "sanitized.sh: $kind is neither asan nor valgrind" >&2
    exit 2
    ;;
esac
build_tests "$build" ${BUILD_OPTIONS:+"$BUILD_OPTIONS"} >/dev/null
exec sh "$tests/mtr.sh" "$build" ticketstock "$@"
