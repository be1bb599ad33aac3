using System;
using System.Security.Cryptography;
using System.Text;

namespace Journy.Emulator.Api.Definitions;

/// <summary>IDs that follow from the name alone: the same in every run, whatever came first.</summary>
internal static class StableId
{
    private const int Bytes = 16;

    internal static string Of(string kind, string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{name}")).AsSpan(0, Bytes));
}
