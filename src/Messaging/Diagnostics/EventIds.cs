namespace Messaging;

/// <summary>Ids of log messages. They reach dashboards: add at the end, never reuse or rename.</summary>
internal static class EventIds
{
    public const int ConsumerStarted = 1001;
    public const int ConsumerStopping = 1002;
    public const int ConsumerStopped = 1003;
    public const int StoppedWithWork = 1004;
    public const int ReceiveFailed = 1010;
    public const int ReceivesAgain = 1011;
    public const int Handled = 1020;
    public const int HandlerFailed = 1021;
    public const int RetryAsked = 1022;
    public const int HandlerCancelled = 1023;
    public const int DeadLettered = 1030;
    public const int MoveFailed = 1031;
    public const int NoDeadLetterQueue = 1032;
    public const int HoldLost = 1040;
    public const int LapsedUnstarted = 1041;
    public const int NewerReceiptAdopted = 1042;
    public const int DeleteGivenUp = 1050;
    public const int HandledBefore = 1051;
    public const int SettleRequestFailed = 1052;
    public const int SettlesAgain = 1053;
    public const int GroupGivenBack = 1060;
    public const int QueueGone = 1070;
    public const int QueueBack = 1071;
    public const int CircuitOpened = 1080;
    public const int CircuitClosed = 1081;
    public const int ConsumerPaused = 1090;
    public const int ConsumerResumed = 1091;
    public const int UnusedSettings = 1100;
    public const int HostStopsTooEarly = 1101;
}
