using System;
using System.Reflection;

namespace Journy.Import.Runs;

/// <summary>
/// That the system asked the process to end with SIGTERM, as container hosts, systemd and <c>kill</c> do some time before they kill it.
/// The runtime ends a process at once then, in the midst of its calls; while this watches, it does so at the second signal only.
/// </summary>
internal sealed class ProcessEnd : IDisposable
{
    // SIGTERM, as System.Runtime.InteropServices.PosixSignal has it.
    private const int Terminate = -4;

    private static volatile bool _isRequested;

    private readonly IDisposable? _registration;

    private ProcessEnd(IDisposable? registration) => _registration = registration;

    /// <summary>Whether it was asked to end. Nothing takes that back: what comes next in a script is to end too.</summary>
    public static bool IsRequested => _isRequested;

    /// <summary>Watches until it is disposed. Does nothing in .NET Framework, which knows no signals.</summary>
    public static ProcessEnd Watch()
    {
        // By name, since .NET Standard 2.0 does not have it.
        MethodInfo? create = Type.GetType("System.Runtime.InteropServices.PosixSignalRegistration")?.GetMethod("Create");
        if (create is null)
        {
            return new ProcessEnd(null);
        }

        ParameterInfo[] parameters = create.GetParameters();
        Action<object> handler = OnTerminate;
        return new ProcessEnd((IDisposable)create.Invoke(null, new[]
        {
            Enum.ToObject(parameters[0].ParameterType, Terminate),
            Delegate.CreateDelegate(parameters[1].ParameterType, handler.Target, handler.Method),
        })!);
    }

    /// <summary>Leaves the signal to the runtime again.</summary>
    public void Dispose() => _registration?.Dispose();

    private static void OnTerminate(object context)
    {
        if (!_isRequested)
        {
            _isRequested = true;
            context.GetType().GetProperty("Cancel")!.SetValue(context, true);
        }
    }
}
