using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Journy.Loading;

/// <summary>
/// What is shown of the module's objects between others, where PowerShell takes no view of theirs: in one script, or behind
/// Write-Output. In code, since a types file costs an import more than all that is the module's own.
/// </summary>
internal static class DisplayedProperties
{
    private static readonly TypeData[] All =
    {
        Of("Journy.UserResult", "InputIndex", "Action", "Status", "UserId", "Email", "RejectedProperties"),
        Of("Journy.AccountResult", "InputIndex", "Action", "Status", "AccountId", "Domain", "RejectedProperties"),
        Of("Journy.MembershipResult", "InputIndex", "Action", "AccountId", "Domain", "UserId", "Email"),
        Of("Journy.DeviceResult", "InputIndex", "UserId", "Email", "DeviceId"),
        Of("Journy.EventResult", "InputIndex", "Name", "UserId", "AccountId", "TriggeredAt"),
        Of("Journy.EventDefinition", "Name", "GroupName", "Id"),
        Of("Journy.PropertyDefinition", "Entity", "Name", "Label", "IsComputed", "GroupName"),
        Of("Journy.Segment", "Entity", "Name", "Id"),
        WithMember("PermissionText", "$this.Permissions -join ', '", Of("Journy.ApiKeyInfo", "BaseUri", "PermissionText", "CallsLimit", "CallsRemaining")),
        WithMember(
            "Elapsed",
            "[timespan]::FromSeconds($this.ElapsedSeconds)",
            Of("Journy.ImportSummary", "Path", "Read", "Sent", "Unchanged", "Partial", "Failed", "Unknown", "NotAttempted", "Reasons", "FailedPath", "ContinueCommand", "RetryCommand")),
        Of("Journy.ImportPreview", "Path", "Rows", "ToSend", "Unchanged", "Invalid", "Calls", "Minutes", "MissingPermission", "SuggestedCommand"),
        Of("Journy.ImportPreviewColumn", "Name", "Target", "Type", "Blanks", "Note"),
        Of("Journy.ImportProblem", "Line", "Message"),
        Of("Journy.ImportReason", "Count", "Problem", "Column", "FirstLines", "Example", "Cure"),
        Of("Journy.TrackingSnippet", "Domain", "Snippet"),
        WithMember("PermissionText", "$this.Permissions -join ', '", Of("Journy.JournyConnection", "BaseUri", "Source", "PermissionText", "RequestsPerMinute")),
    };

    /// <summary>Gives them to a runspace, once: an assembly stays, so what is shown of its objects may stay too.</summary>
    public static void Use(Runspace? runspace)
    {
        if (runspace?.InitialSessionState is not { } state || Has(state))
        {
            return;
        }

        TypeTable? table = TableOf(runspace);
        foreach (TypeData type in All)
        {
            // Of these PowerShell makes its table anew, once any module with a types file is removed.
            state.Types.Add(new SessionStateTypeEntry(type, isRemove: false));
            table?.AddType(type);
        }
    }

    private static bool Has(InitialSessionState state)
    {
        foreach (SessionStateTypeEntry entry in state.Types)
        {
            if (entry.TypeData?.TypeName == All[0].TypeName)
            {
                return true;
            }
        }

        return false;
    }

    // The public ways to it are a types file and Update-TypeData, which is in a module that may not be there yet. The two properties
    // have their names since PowerShell 3; without them objects among others show all that they have.
    private static TypeTable? TableOf(Runspace runspace)
    {
        object? context = Hidden(typeof(Runspace), "ExecutionContext")?.GetValue(runspace);
        return context is null ? null : Hidden(context.GetType(), "TypeTable")?.GetValue(context) as TypeTable;
    }

    private static PropertyInfo? Hidden(System.Type type, string name) => type.GetProperty(name, BindingFlags.Instance | BindingFlags.NonPublic);

    private static TypeData Of(string name, params string[] properties) => new(name) { DefaultDisplayPropertySet = new PropertySetData(properties) };

    private static TypeData WithMember(string name, string script, TypeData type)
    {
        type.Members.Add(name, new ScriptPropertyData(name, ScriptBlock.Create(script)) { IsHidden = true });
        return type;
    }
}
