package org.ohmstead.rest.stations.view;

import org.ohmstead.api.control.RemoteControl;

/** @param kind at once, or when no transaction runs */
public record Reset(RemoteControl.Reset kind) {}
