namespace Journy.Import.Journaling;

/// <summary>Where rules of events keep, beside their lines, what makes a row the event that it is.</summary>
internal interface IEventFields
{
    /// <summary>Keeps a reading by which events are recorded for the first time, with its number.</summary>
    void KeepReading(int number, EventReading reading);

    /// <summary>Keeps that an event is sent for a row without a line end, before it is sent.</summary>
    void KeepOpen(OpenEvent open);

    /// <summary>Keeps that the row of such an event has its line end, or is another one now: no row can be it any more.</summary>
    void DropOpen(OpenEvent open);

    /// <summary>Keeps by what reading the events were recorded of which the journal did not say it.</summary>
    void KeepUnnumbered();
}
