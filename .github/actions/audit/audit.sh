#!/usr/bin/env bash
# Runs one audit and tells the runner what came of it. The gate's exit code goes to an output: the action's last step
# exits with it, after the reports were kept. Inputs come as environment variables and never as parts of this script.
set -uo pipefail
auditor="${AUDITOR:-$RUNNER_TEMP/govsite-auditor/bin/auditor}"
store="${STORE:-$RUNNER_TEMP/govsite-auditor.db}"
mkdir -p "$FOLDER" || exit 2

words=()
if [ "$SOURCE" = demo ]; then words+=(demo)
elif [ -d "$SOURCE" ] || [ "$ONLY" = links ]; then words+=(links "$SOURCE")
else words+=(scan "$SOURCE"); fi
[ -n "$AS" ] && words+=(--as "$AS")
[ -n "$PROFILE" ] && words+=(--profile "$PROFILE")
[ -n "$FAIL_ON" ] && words+=(--fail-on "$FAIL_ON")
[ -n "$FAIL_UNDER" ] && words+=(--fail-under "$FAIL_UNDER")
[ -n "$MIN_COVERAGE" ] && words+=(--min-coverage "$MIN_COVERAGE")
[ -n "$MAX_OPEN" ] && words+=(--max-open "$MAX_OPEN")
[ -n "$BASELINE" ] && words+=(--baseline "$BASELINE")
[ "$NEW_ONLY" = true ] && words+=(--new-only)
[ "$SOFT_FAIL" = true ] && words+=(--soft-fail)
while IFS= read -r line; do [ -n "$line" ] && words+=(--waivers "$line"); done <<<"$WAIVERS"
while IFS= read -r line; do [ -n "$line" ] && words+=("$line"); done <<<"$ARGS"

rm -f "$FOLDER/notice.json"
# Words of the site come out below; none of them is to be taken for a command of the runner.
token="$(python3 -c 'import secrets; print(secrets.token_hex(16))')"
echo "::stop-commands::$token"
"$auditor" "${words[@]}" --store "$store" --progress none \
  -f "html:$FOLDER/report.html" -f "md:$FOLDER/summary.md" -f "json:$FOLDER/result.json" \
  -f "junit:$FOLDER/junit.xml" -f "sarif:$FOLDER/result.sarif" -f "notice:$FOLDER/notice.json"
code=$?
echo "::$token::"

echo "exit-code=$code" >>"$GITHUB_OUTPUT"
[ -f "$FOLDER/notice.json" ] || exit 0  # nothing was judged: the last step exits with the code
cat "$FOLDER/summary.md" >>"$GITHUB_STEP_SUMMARY"
python3 "$ACTION/tell.py" "$FOLDER"
