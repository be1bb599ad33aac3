using System;
using System.IO;
using Journy.Tests.Engine;
using Journy.Tests.Import;

namespace Journy.Tests.Help;

/// <summary>
/// A session for the examples of the help, with the files that they name. What PowerShell's own modules and those of others give
/// in a user's session has minimal stand-ins here, since the engine of the tests has its core cmdlets alone.
/// </summary>
public sealed class ExampleSession : IDisposable
{
    /// <summary>What stands for commands of other modules, in the tests' engine and in an installed PowerShell.</summary>
    internal const string OtherModules = """
        function Get-Secret {
            param([string] $Name)
            $text = if ($Name -eq 'JournyVerification') { 'a-website-secret' } else { $key }
            $secret = [System.Security.SecureString]::new()
            foreach ($character in $text.ToCharArray()) { $secret.AppendChar($character) }
            $secret
        }

        function Get-Credential {
            param([string] $Message)
            [pscredential]::new('proxy-user', (Get-Secret -Name JournyKey))
        }

        function Invoke-Sqlcmd {
            param([string] $Query)
            $table = [System.Data.DataTable]::new()
            $names = ($Query -replace '^SELECT (.+) FROM .+$', '$1') -split ', ' -replace '^.+ AS '
            foreach ($name in $names) {
                $type = switch -Regex ($name) {
                    '_at$' { [datetime] } '^(mrr|seats|amount)$' { [decimal] } '_(no|id)$' { [int] } default { [string] } }
                $null = $table.Columns.Add($name, $type)
            }

            foreach ($number in 1, 2) {
                $row = $table.NewRow()
                foreach ($column in $table.Columns) {
                    $row[$column] = switch ($column.DataType.Name) {
                        'DateTime' { [datetime] '2026-04-30' }
                        'String' { if ($column.ColumnName -eq 'email') { "query$number@example.com" } else { "text $number" } }
                        default { $number }
                    }
                }

                $table.Rows.Add($row)
            }

            # One by one, as Invoke-Sqlcmd gives them.
            foreach ($row in $table.Rows) { $row }
        }
        """;

    private const string BuiltIn = """
        function Resolve-Name([string] $Path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }

        function Import-Csv {
            param([string] $Path)
            $lines = [System.IO.File]::ReadAllLines((Resolve-Name $Path))
            $names = $lines[0] -split ','
            foreach ($line in $lines[1..($lines.Count - 1)]) {
                $cells = $line -split ','
                $row = [ordered] @{}
                for ($index = 0; $index -lt $names.Count; $index++) { $row[$names[$index]] = $cells[$index] }
                [pscustomobject] $row
            }
        }

        function Export-Csv {
            param([string] $Path, [switch] $NoTypeInformation)
            $rows = @($input)
            $names = $rows[0].psobject.Properties.Name
            $lines = @($names -join ',') + @($rows | ForEach-Object { $row = $_; @($names | ForEach-Object { $row.$_ }) -join ',' })
            [System.IO.File]::WriteAllLines((Resolve-Name $Path), [string[]] $lines)
        }

        function Set-Content {
            param([string] $Path)
            [System.IO.File]::WriteAllText((Resolve-Name $Path), "$($input -join "`n")")
        }

        function Select-Object {
            param([string[]] $Property, [int] $First = -1, [string] $ExpandProperty)
            $rows = @($input)
            if ($First -ge 0 -and $rows.Count -gt $First) { $rows = $rows[0..($First - 1)] }
            foreach ($row in $rows) {
                if ($ExpandProperty) { $row.$ExpandProperty }
                elseif ($Property) {
                    $picked = [ordered] @{}
                    foreach ($name in $Property) { $picked[$name] = $row.$name }
                    [pscustomobject] $picked
                }
                else { $row }
            }
        }

        function Sort-Object {
            param([string] $Property)
            [System.Linq.Enumerable]::OrderBy([object[]] @($input), [Func[object, string]] { "$($args[0].$Property)" })
        }

        function Get-Date { [datetime]::Now }

        # What an example warns of by itself is no warning of the module.
        function Write-Warning([string] $Message) { }

        function Write-Verbose([string] $Message) { }
        """;

    private readonly TempFolder _folder = new();

    public ExampleSession()
    {
        Shell.Set("folder", _folder.Path);
        Shell.Run(OtherModules).ThrowIfFailed();
        Shell.Run(BuiltIn).ThrowIfFailed();
        Shell.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); $ConfirmPreference = 'None'").ThrowIfFailed();
    }

    internal ShellSession Shell { get; } = new();

    public void Dispose()
    {
        Shell.Dispose();
        _folder.Dispose();
    }

    /// <summary>Writes the files that examples name, and takes away what earlier examples wrote: a journal is of one emulator.</summary>
    internal void RenewFiles() => WriteFiles(_folder);

    /// <summary>Writes the files that examples name into a folder where nothing else is then.</summary>
    internal static void WriteFiles(TempFolder folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            File.Delete(path);
        }

        folder.Write(
            "user_id,email,full_name,phone,plan\n42,jane@example.com,Jane Doe,+32 2 555 01 23,Pro\n43,joe@example.com,Joe Bloggs,,Free\n");
        folder.Write("user_id,email\n44,ann@example.com\n", "users-2.csv");
        folder.Write(
            "user_id,email,account_id,domain\n41,kay@example.com,6,initech.example\n42,jane@example.com,7,acme.example\n", "old.csv");
        folder.Write(
            "Customer Id,E-mail,First Name,Signed Up,Seats,Interests,Internal Note\n"
            + "C-1,jane@example.com,Jane,2026-04-30,5,chess;sailing,none\nC-2,joe@example.com,Joe,2026-05-01,12,,none\n",
            "crm.csv");
        folder.Write(
            "account_id,domain,name,mrr,plan,registered_at\n7,acme.example,Acme,99.9,Team,2026-04-30\n"
            + "8,globex.example,Globex,0,Cancelled,2025-01-02\n",
            "accounts.csv");
        folder.Write(
            "Email,First Name,Last Name,Country\njane@example.com,Jane,Doe,Belgium\njoe@example.com,Joe,,France\n", "contacts.csv");
        folder.Write("account_id,user_id\n7,42\n7,43\n8,42\n", "members.csv");
        folder.Write("user_id\n42\n43\n", "gone.csv");
        folder.Write(
            "name,user_id,triggered_at,amount\ninvoice_paid,42,2026-04-30T14:05:00Z,99.9\nsigned_up,43,2026-04-30T15:00:00Z,\n",
            "events.csv");
        folder.Write("device_id,user_id\nwqTqBiGFSLnvMpoEHEvTiTKSpwUh,42\n", "visitors.csv");
        folder.Write("Cookie,Login\nwqTqBiGFSLnvMpoEHEvTiTKSpwUh,jane@example.com\n", "weblog.csv");
        folder.Write("Login,Time,Browser\njane@example.com,2026-04-30 14:05:00,Firefox\n", "logins.csv");
        folder.Write(
            "user_id,email,full_name,phone,plan,journy_line,journy_error,journy_request_id\n"
            + "44,ann@example.com,Ann Lee,,Pro,3,The ID was blank.,\n",
            "users.20260430-140500.failed.csv");
        folder.Write(
            "Contacts\nMade on 2026-04-30\n\nAll regions\nuser_id,email,city\n46,kim@example.com,Ghent\n47,lou@example.com\n",
            "report.csv");
        folder.Write(
            "user_id;email;omzet;klant_sinds;actief\n48;mia@example.com;1.234,50;3/4/2026;Ja\n49;noa@example.com;12,00;NULL;Nee\n",
            "klanten.csv");
        folder.Write("user_id,name,triggered_at\n42,signed_in,30/04/2026 14:05\n43,signed_in,1777557900\n", "signins.csv");
        folder.Write([.. "user_id,full_name\n45,Zo"u8, 0xEB, 0x96, .. "\n"u8], "excel.csv");
        Directory.CreateDirectory(folder.File("outcome"));
        Directory.CreateDirectory(folder.File("state"));
    }
}
