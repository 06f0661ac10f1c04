package org.ohmstead.rest.stations.view;

import java.util.Optional;
import org.ohmstead.api.control.RemoteControl;

/** @param evse about which EVSE; all where left out */
public record Trigger(RemoteControl.Report report, Optional<Integer> evse) {}
