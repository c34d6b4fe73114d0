# Finds a JDK that can build and run Bellman; read by rl and by the whole check.

# True if $1 is the home of a JDK of at least 25. Reads a file: starting a JVM would cost more.
is_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$version" ] && [ "$version" -ge 25 ]
}

find_jdk() {
  local java home
  java=$(command -v java) && java=$(readlink -f "$java" 2>/dev/null || echo "$java")
  for home in "$JAVA_HOME" "${java%/bin/java}" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/*/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    is_jdk "$home" && echo "$home" && return
  done
  return 1
}

is_stale() {
  [ -f "$stamp" ] && [ -f "$target/app/$(cat "$stamp")/rl.jar" ] || return 0
  [ -n "$(find "$root"/pom.xml "$root"/rl-*/pom.xml "$root"/rl-*/src/main \
    -newer "$stamp" -print -quit 2>/dev/null)" ]
}
