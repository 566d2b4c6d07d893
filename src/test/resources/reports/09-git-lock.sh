# git removes its lock when it dies of SIGTERM; one that is killed leaves it, and each later build of the folder fails.
# source: dlang/ci#159, nodejs/build#1260
# needs: git
# expect: finished hook, once hook, no repo/.git/index.lock, no next
cd "$MARKERS" || exit
export HOME="$MARKERS" GIT_CONFIG_NOSYSTEM=1
git init -q repo && cd repo || exit
git config user.email x@example.org && git config user.name x
echo 1 >file && git add file && git commit -q -m first && echo 2 >file
printf '#!/bin/sh\n"$REPORTS/tool" hook\ntouch "$MARKERS/next"\n' >.git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
git commit -q -a -m second
touch "$MARKERS/next"
