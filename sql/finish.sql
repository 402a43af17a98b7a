/* What a DBA sees at the end of the installation. */
CALL health_check();
