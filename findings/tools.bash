# What every finding starts from: a temporary folder, pinned tools in it, and the comparison. Bash sources it.

set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off NO_COLOR=1
powershell_version=7.6.9

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Where PowerShell is installed: once for all of them if findings/run says where, else in the temporary folder.
tools=${FINDINGS_TOOLS:-$work/tools}

# Installs PowerShell as users of the .NET tool have it, unless it is there.
install_powershell() {
    [ -d "$tools/.store/powershell/$powershell_version" ] ||
        dotnet tool install PowerShell --version "$powershell_version" --tool-path "$tools" >/dev/null
}

# Runs the script that it reads, in a culture that is the same everywhere.
run_powershell() {
    install_powershell
    { echo '[cultureinfo]::CurrentCulture = "en-US"; $ProgressPreference = "SilentlyContinue"'; cat; } >script.ps1
    dotnet "$tools/.store/powershell/$powershell_version/powershell/$powershell_version/tools/net10.0/any/unix/pwsh.dll" \
        -NoProfile -NonInteractive -File script.ps1 </dev/null 2>&1
}

# Compiles and runs the C# program that it reads; it names its packages itself.
run_csharp() {
    { cat; } >program.cs
    dotnet run program.cs </dev/null 2>&1
}

# Runs the JavaScript that it reads, in the Node that is installed, with the npm packages that are its arguments.
run_node() {
    npm install --silent --no-fund --no-audit --prefix "$work" "$@" >/dev/null
    { cat; } >program.js
    node program.js </dev/null 2>&1
}

# Unpacks a Debian package, named as NAME=VERSION, in the temporary folder, and puts its programs on the path.
install_debian() {
    apt-cache show "$1" >/dev/null 2>&1 || apt-get -qq update
    apt-get -qq -o APT::Sandbox::User=root download "$1"
    dpkg-deb --extract "${1%%=*}"_*.deb debian
    PATH="$work/debian/usr/bin:$PATH"
}

# Compares what it reads with what was seen when the finding was written, which is its argument.
expect() {
    local seen
    seen=$(cat)
    if [ "$seen" != "$1" ]; then
        printf 'CHANGED. Seen when this was written:\n%s\nSeen now:\n%s\n' "$1" "$seen"
        exit 1
    fi

    printf '%s\n' "$seen"
}
