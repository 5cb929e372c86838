namespace WireProxy.Integration.Servers.Postgres;

/// <summary>PostgreSQL refuses to run as root, so a privileged test run hands its folder to the server's own account.</summary>
internal static class ServerUser
{
    public static void Own(PostgresInstallation installation, string folder)
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        string[] chown = ["/bin/chown", "-R", "postgres:postgres", folder];
        ToolRun.Require(installation.Root is { } root ? ["/usr/sbin/chroot", root, .. chown] : chown);
    }
}
