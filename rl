#!/usr/bin/env bash
# Runs the workbench: finds a JDK, builds when a source is newer than the last build, starts.
# RL_JAVA_OPTS adds JVM flags, for example RL_JAVA_OPTS="-Xmx8g -Dbellman.kernels=scalar".

root=$(cd -P "$(dirname "$(readlink -f "$0" 2>/dev/null || echo "$0")")" && pwd) || exit 1
target=$root/rl-bench/target
stamp=$target/app/current # holds the name of the folder in use; as old as the build's start

fail() { # status, sentence
  echo "rl: $2" >&2
  exit "$1"
}

flags=(--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow -XX:+UseParallelGC
  -XX:ObjectAlignmentInBytes=64 # arrays begin on lines of the cache: products are a tenth faster
  '-Xlog:cds*=off' '-Xlog:aot*=off')
# Pages of 2 MB, where the system has them: small ones take longer to find, above all in a guest.
if grep -qs '\[always\]\|\[madvise\]' /sys/kernel/mm/transparent_hugepage/enabled; then
  flags+=(-XX:+UseTransparentHugePages)
fi

. "$root/build/jdk.sh"

have_flock() { command -v flock >/dev/null; }

# Each build goes to a folder of its own: a run that is still training keeps the jars it began with.
build() {
  local log=$target/build.log name app old
  name=$(date +%Y%m%d-%H%M%S)-$$
  app=$target/app/$name
  command -v mvn >/dev/null || fail 2 "building Bellman needs Maven 3.8 or newer on the PATH; install it."
  if [ -f "$stamp" ]; then
    echo "Building Bellman (sources have changed)…" >&2
  else
    echo "Building Bellman (first use, about a minute)…" >&2
  fi
  mkdir -p "$target/app" && echo "$name" >"$target/app/next" || fail 1 "cannot write to $target."
  if ! (cd "$root" && rm -rf rl-bench/target/lib \
    && JAVA_HOME=$jdk MAVEN_OPTS="--enable-native-access=ALL-UNNAMED \
      --sun-misc-unsafe-memory-access=allow $MAVEN_OPTS" mvn -q -B -Dstyle.color=never -pl rl-bench -am package -Dmaven.test.skip=true \
      -Dmaven.javadoc.skip=true -Dmaven.source.skip=true -Denforcer.skip=true) \
    >"$log" 2>&1 </dev/null; then
    sed -n 's/^\[ERROR\] //p' "$log" | awk '/^(\[Help|-> |To see|Re-run|$)/ {exit} !seen[$0]++' \
      | head -n 10 >&2
    fail 1 "the build failed; all of its output is in $log."
  fi
  mkdir -p "$app" && cp -R "$target/lib" "$app/lib" \
    && cp "$target/rl-bench.jar" "$app/rl.jar" && : >"$app/lock" \
    || fail 1 "cannot write to $app."
  # Classes that a run loads, kept parsed and verified: half a second off each start.
  "$jdk/bin/java" "${flags[@]}" -XX:AOTCacheOutput="$app/rl.aot" -jar "$app/rl.jar" \
    train ppo CartPole-v1 --steps 2048 --out "$app/first" >>"$log" 2>&1 </dev/null
  rm -rf "$app/first"
  mv "$target/app/next" "$stamp"
  for old in "$target"/app/*/; do
    old=${old%/}
    [ "$old" = "$app" ] && continue
    if have_flock; then
      flock -n "$old/lock" rm -rf "$old" 2>/dev/null
    else
      find "$old" -prune -mtime +7 -exec rm -rf {} +
    fi
  done
}

jdk=$(find_jdk) || fail 2 "Bellman runs on a JDK 25 or newer and none was found in JAVA_HOME, on the PATH\
 or in the usual folders; install one (for example Eclipse Temurin 25) or point JAVA_HOME at it."

if have_flock; then
  mkdir -p "$target" && exec 9>"$target/rl.lock" || fail 1 "cannot write to $target."
  if ! flock -n 9; then
    echo "Waiting for another start of rl to finish building…" >&2
    flock 9
  fi
fi
if is_stale; then build; fi
app=$target/app/$(cat "$stamp")
if have_flock; then
  exec 8<"$app/lock" && flock -s 8 # the JVM inherits it: no build removes these jars while it runs
  exec 9>&-
fi
# shellcheck disable=SC2086 # RL_JAVA_OPTS holds several flags
exec "$jdk/bin/java" "${flags[@]}" -XX:AOTCache="$app/rl.aot" $RL_JAVA_OPTS -jar "$app/rl.jar" "$@"
