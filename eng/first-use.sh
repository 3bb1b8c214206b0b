#!/usr/bin/env bash
# Does what a new user does: makes a console application, adds the packages, pastes the quick start of the README, runs it.
# Usage: eng/first-use.sh <folder of the packages>
set -euo pipefail
packages=$(cd "$1" && pwd)
readme=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/README.md
folder=$(mktemp -d)
application=""

finish() {
  if [[ -n $application ]]; then kill "$application" 2>/dev/null || true; fi
  rm -rf "$folder"
}
trap finish EXIT

# Packages of the same version may be in the machine's cache from an earlier build: this application has a cache of its own.
export NUGET_PACKAGES=$folder/cache
mkdir "$folder/first"
cd "$folder/first"
cat >nuget.config <<CONFIG
<configuration><packageSources><add key="built" value="$packages" /></packageSources></configuration>
CONFIG
dotnet new console --no-restore >/dev/null
for package in Messaging.Sqs Messaging.Local Microsoft.Extensions.Hosting; do
  dotnet add package "$package" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
done

# The first block of the README.
awk '/^```csharp/ { inside = 1; next } /^```/ && inside { exit } inside' "$readme" >Program.cs
dotnet build -warnaserror -v quiet

dotnet bin/Debug/net10.0/first.dll >"$folder/output" 2>&1 &
application=$!
for _ in $(seq 300); do
  if grep -q '^Order 1: Lamp, delivery 1' "$folder/output" || ! kill -0 "$application" 2>/dev/null; then break; fi
  sleep 0.1
done
# Not an interrupt: a process in the background of a script ignores it.
kill -TERM "$application"
wait "$application" || { echo "The application ended with $?."; cat "$folder/output"; exit 1; }
application=""
cat "$folder/output"
grep -q '^Order 1: Lamp, delivery 1' "$folder/output"
grep -q 'Consumer orders has stopped' "$folder/output"

# The broker as a .NET tool.
dotnet tool install Messaging.Local.Server --tool-path "$folder/tools" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
"$folder/tools/messaging-local" --port 0 >"$folder/output" 2>&1 &
application=$!
for _ in $(seq 100); do
  if grep -q '^Listening on ' "$folder/output" || ! kill -0 "$application" 2>/dev/null; then break; fi
  sleep 0.1
done
curl -fsS "$(sed -nE 's|^Listening on (http://[^/]*)/ .*|\1|p' "$folder/output")/health"
echo
kill -TERM "$application"
wait "$application" || { echo "The tool ended with $?."; cat "$folder/output"; exit 1; }
application=""
cat "$folder/output"
