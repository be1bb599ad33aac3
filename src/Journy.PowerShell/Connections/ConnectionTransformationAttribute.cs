using System.Management.Automation;

namespace Journy.Connections;

/// <summary>Lets a connection be given by its name, and says of one that came from another process what to do.</summary>
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is string name)
        {
            try
            {
                return ConnectionStore.Require(name);
            }
            catch (JournyInputException exception)
            {
                throw new ArgumentTransformationMetadataException(exception.Message, exception);
            }
        }

        if (inputData is PSObject { TypeNames: { Count: > 0 } names } && names[0] == "Deserialized." + typeof(JournyConnection).FullName)
        {
            throw new ArgumentTransformationMetadataException(
                "This is what is left of a connection after Start-Job, remoting or Export-Clixml: the key never leaves its process. "
                + "Run Connect-Journy in the job itself, or use Start-ThreadJob or ForEach-Object -Parallel with -Connection $using:connection.");
        }

        // The value itself is not named: it may be a key.
        return value is JournyConnection or null
            ? value!
            : throw new ArgumentTransformationMetadataException(
                $"This takes a connection's name, as Connect-Journy -Name gave it, or the object that Get-JournyConnection or Connect-Journy -PassThru gave, and got a {value.GetType().Name}.");
    }
}
