#!/usr/bin/env bash
# The pwsh of the .NET tool is a small program that starts another one: killing it leaves the script running.
#
# With:  PowerShell 7.6.9 by dotnet tool install
# Guess: pwsh is the shell, as in the other packages, so that the script ends with it.
# Seen:  the script goes on, as a process of its own.
# Hurts: a scheduler that kills a job that takes too long and starts it again: two of them are at work on the same files.
. "$(dirname "$0")/tools.bash"

install_powershell
cat >script.ps1 <<'PS'
Set-Content started $PID
while (-not (Test-Path go)) { Start-Sleep -Milliseconds 100 }
Set-Content finished 'The script went on.'
PS
wait_for() {
    for _ in $(seq 600); do
        [ ! -s "$1" ] || return 0
        sleep 0.1
    done

    return 1
}

"$tools/pwsh" -NoProfile -NonInteractive -File script.ps1 </dev/null >/dev/null 2>&1 &
shim=$!
disown "$shim"
wait_for started
script=$(cat started)
{
    [ "$shim" != "$script" ] && echo 'Two processes.'
    kill -KILL "$shim"
    touch go
    wait_for finished && cat finished
} | expect 'Two processes.
The script went on.'
