#!/bin/sh
# pwsh, as far as durable-task needs it. The wrapper copies the output of another pwsh to the log and writes down its exit;
# with -CaptureOutput it runs the script itself. The script is one for sh.
for word; do command=$word; done

quoted() {
    rest=${command#*"-$1 '"}
    echo "${rest%%\'*}"
}

run() {
    tr -d '\r' <"$1" | sed '/^exit .LASTEXITCODE$/d' >"$1.sh"
    sh -e "$1.sh"
}

case $command in
    *Execute-AndWriteOutput*)
        main=$(quoted MainScript) log=$(quoted LogFile) result=$(quoted ResultFile)
        : >"$log"
        case $command in
            *-CaptureOutput*)
                run "$main" >"$(quoted OutputFile)"
                echo $? >"$result"
                exit
                ;;
        esac
        script=$(sed -n "s/.*& ''\(.*\)''.*/\1/p" "$main")
        {
            "$0" -NoProfile -Command "$script" 2>&1
            echo $? >"$result.part"
        } | while IFS= read -r line; do printf '%s\n' "$line" >>"$log"; done
        mv "$result.part" "$result"
        ;;
    *) run "$command" ;;
esac
