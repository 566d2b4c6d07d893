# go test and the test's binary catch every signal and die of it at once; what the test has started lives on.
# source: vitessio/vitess#19657, gastownhall/gascity#2306
# needs: go
# expect: finished fixture, once fixture, no next
cd "$MARKERS" || exit
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
printf 'module x\n\ngo 1.18\n' >go.mod
cat >x_test.go <<'G'
package x
import ("os"; "os/exec"; "testing")
func TestA(t *testing.T) { exec.Command(os.Getenv("REPORTS")+"/tool", "fixture").Run() }
func TestB(t *testing.T) { os.WriteFile(os.Getenv("MARKERS")+"/next", nil, 0644) }
G
go test -count 1 ./...
touch next
