using System;
using System.Collections.Generic;
using Journy.Import.Columns;
using Journy.Import.Values;

namespace Journy.Import.Records;

/// <summary>Reads what a record has beside its properties: whom it is about, and an event's name, time and key.</summary>
internal sealed class PartReader
{
    private readonly GivenValues _given;
    private readonly bool _fixes;
    private readonly ValueConverter _converter;
    private readonly EventKey? _eventKey;
    private readonly bool _keepsRows;

    // Of the row that is being read.
    private ColumnLayout _layout = ColumnLayout.Empty;
    private bool _isTrimmed;

    /// <summary>Prepares a reader.</summary>
    /// <param name="given">What parameters say about every record, checked.</param>
    /// <param name="fixes">True to leave out white space around identifiers and to check e-mail addresses.</param>
    /// <param name="converter">What reads times.</param>
    /// <param name="eventKey">What makes a row one event; null if all of it does.</param>
    /// <param name="keepsRows">True to keep each row with its record.</param>
    public PartReader(GivenValues given, bool fixes, ValueConverter converter, EventKey? eventKey, bool keepsRows)
    {
        _given = given;
        _fixes = fixes;
        _converter = converter;
        _eventKey = eventKey;
        _keepsRows = keepsRows;
    }

    /// <summary>How many records had white space around an identifier, which was left out.</summary>
    public long TrimmedRecords { get; private set; }

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="layout">What its columns are for.</param>
    /// <returns>The record without its properties; if it cannot be sent, its problem, and whom it is about if that can be read.</returns>
    public BoundRecord Read(SourceRow row, ColumnLayout layout)
    {
        GivenValues given = _given;
        _layout = layout;
        _isTrimmed = false;
        string? userId = Part(row, ColumnRole.UserId, given.UserId);
        string? email = Part(row, ColumnRole.Email, given.Email);
        string? accountId = Part(row, ColumnRole.AccountId, given.AccountId);
        string? domain = Part(row, ColumnRole.Domain, given.Domain);
        string? deviceId = Part(row, ColumnRole.DeviceId, given.DeviceId);
        if (email is not null && given.Email is null && _fixes)
        {
            try
            {
                EmailAddress.Check(email, _layout.Columns[_layout.IndexOf(ColumnRole.Email)].Target);
            }
            catch (JournyInputException problem)
            {
                return new BoundRecord { Problem = problem, UserById = userId is null ? null : new UserIdentity(userId, null) };
            }
        }

        TrimmedRecords += _isTrimmed ? 1 : 0;
        string? eventName = null;
        DateTimeOffset? triggeredAt = null;
        IReadOnlyList<string>? eventKey = null;
        JournyInputException? unreadable = null;
        try
        {
            eventName = given.EventName
                ?? (_layout.IndexOf(ColumnRole.EventName) >= 0 && NamesSomebody(row) ? Written(row, ColumnRole.EventName) : null);
            triggeredAt = given.TriggeredAt ?? ReadTriggeredAt(row);
            eventKey = _eventKey?.Read(row, layout);
        }
        catch (JournyInputException e)
        {
            unreadable = e;
        }

        return new BoundRecord
        {
            IsTrimmed = _isTrimmed,
            WrittenUser = _isTrimmed && (userId ?? email) is not null
                ? new UserIdentity(given.UserId ?? Written(row, ColumnRole.UserId), given.Email ?? Written(row, ColumnRole.Email))
                : null,
            WrittenAccount = _isTrimmed && (accountId ?? domain) is not null
                ? new AccountIdentity(
                    given.AccountId ?? Written(row, ColumnRole.AccountId), given.Domain ?? Written(row, ColumnRole.Domain))
                : null,
            User = userId is null && email is null ? null : new UserIdentity(userId, email),
            Account = accountId is null && domain is null ? null : new AccountIdentity(accountId, domain),
            DeviceId = deviceId,
            EventName = eventName,
            TriggeredAt = triggeredAt,
            EventKey = eventKey,
            Source = _keepsRows ? row : default,
            Problem = unreadable,
        };
    }

    /// <summary>
    /// True if the row itself names a user or an account: the name of something else, as of a process, is no event.
    /// </summary>
    private bool NamesSomebody(SourceRow row) =>
        Part(row, ColumnRole.UserId, null) is not null || Part(row, ColumnRole.Email, null) is not null
        || Part(row, ColumnRole.AccountId, null) is not null || Part(row, ColumnRole.Domain, null) is not null;

    private string? Part(SourceRow row, ColumnRole role, string? given)
    {
        if (given is not null)
        {
            return given;
        }

        string? written = Written(row, role);
        if (written is null)
        {
            return null;
        }

        string trimmed = OuterSpace.Trim(written);
        if (trimmed.Length == written.Length)
        {
            return written;
        }

        if (!_fixes)
        {
            OuterSpace.Check(written, _layout.Columns[_layout.IndexOf(role)].Target);
        }

        _isTrimmed = true;
        return trimmed.Length == 0 ? null : trimmed;
    }

    /// <summary>What the row has for a role, as it stands there; null if it is blank.</summary>
    private string? Written(SourceRow row, ColumnRole role)
    {
        int index = _layout.IndexOf(role);
        return index < 0 ? null : ValueConverter.ToIdentifier(row.ValueAt(index), _layout.Columns[index].Target);
    }

    private DateTimeOffset? ReadTriggeredAt(SourceRow row)
    {
        int index = _layout.IndexOf(ColumnRole.TriggeredAt);
        return index < 0 || ValueConverter.IsBlank(row.ValueAt(index))
            ? null
            : _converter.ToMoment(row.ValueAt(index), _layout.Columns[index].Target);
    }
}
