# Completes the command ohmstead in bash: source it, or install it as bash-completion/completions/ohmstead.

# What one can send a station, and the kinds of facts in the journal; a test compares both with the server.
_ohmstead_commands="change-availability change-setting clear-cache read-settings reset start-charging stop-charging
    transfer-data trigger unlock"
_ohmstead_kinds="AlertEnded AlertRaised AvailabilityAnswered AvailabilityRequested ConnectorStatusChanged
    ConnectorStatusToldLate ConnectorsRegrouped EnergyCounted EvidenceRefuted FirmwareStatusReported LogStatusReported
    MasterTokenShown OutageExcluded OutageExclusionRevoked ReadingsStored RemoteStartLapsed ServerClockJumped
    ServerStarted ServerStopped StationBooted StationChanged StationConnected StationDisconnected StationFellSilent
    StationHeardAgain StationRegistered StationRemoved TokenChanged TokenRemoved TransactionDecided TransactionDoubted
    TransactionEnded TransactionFlagged TransactionReopened TransactionStarted TransactionUnmatched
    UnmatchedReportDecided"

# The home that is meant, in $home; of the package it is another than of the archive.
_ohmstead_home() {
    local i
    home=${OHMSTEAD_HOME:-ohmstead-home}
    [[ -n ${OHMSTEAD_HOME:-} || $(type -P "${COMP_WORDS[0]}") != /usr/bin/ohmstead ]] || home=/var/lib/ohmstead
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} != --home ]] || home=${COMP_WORDS[i + 1]}
    done
}

# How many words before the one to be completed are no options and none's value, in $operands; $1 is where to begin.
_ohmstead_operands() {
    local i
    operands=0
    for ((i = $1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --json | --help | --full | --faulted | --offline | --open | --) ;;
            --*) i=$((i + 1)) ;;
            *) operands=$((operands + 1)) ;;
        esac
    done
}

# Offers the lines of standard input that begin with the word, as words of the shell: a name may hold anything.
_ohmstead_lines() {
    local line
    while IFS= read -r line; do
        [[ -z $line || $line != "$1"* ]] || COMPREPLY+=("$(printf '%q' "$line")")
    done
}

# The stations of the server on this machine, asked once a minute. It takes about a second, and nothing where none runs.
_ohmstead_stations() {
    local home
    [[ " ${COMP_WORDS[*]} " != *" --server "* ]] || return
    _ohmstead_home
    [[ -S $home/run/admin.sock ]] || return
    if [[ ${_ohmstead_of:-} != "$home" || $((SECONDS - ${_ohmstead_at:-0})) -gt 60 ]]; then
        _ohmstead_known=$(timeout 3 "${COMP_WORDS[0]}" stations --json --limit 1000 --home "$home" 2>/dev/null </dev/null |
            sed -n 's/^[[ ]*{"id":"\([^"\\]*\)".*/\1/p')
        _ohmstead_of=$home
        _ohmstead_at=$SECONDS
    fi
    _ohmstead_lines "$1" <<<"$_ohmstead_known"
}

# Of each plugin that was installed, its name.
_ohmstead_plugins() {
    local home jar
    _ohmstead_home
    for jar in "$home"/plugins/*.jar; do
        [[ ! -f $jar ]] || basename "$jar" .jar
    done
}

_ohmstead() {
    local operands
    COMPREPLY=()
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} sub=${COMP_WORDS[2]}
    local ports="--http-port --door-port" trial="--accept-unknown-stations --accept-unknown-tokens"
    local ask="--home --server --token-file --ca-file --json --help" words

    case $before in
        --home) mapfile -t COMPREPLY < <(compgen -d -- "$word"); compopt -o filenames 2>/dev/null; return ;;
        --token-file | --ca-file | --passphrase-file | backup | restore | import | install | support-bundle)
            if [[ $word != -* ]]; then
                mapfile -t COMPREPLY < <(compgen -f -- "$word"); compopt -o filenames 2>/dev/null; return
            fi
            ;;
        --station) _ohmstead_stations "$word"; return ;;
        --kinds)
            # After a comma comes another one.
            local first=
            [[ $word != *,* ]] || first=${word%,*},
            mapfile -t COMPREPLY < <(compgen -P "$first" -W "$_ohmstead_kinds" -- "${word##*,}")
            return
            ;;
    esac
    if [[ $word != -* ]]; then
        case "$command $sub" in
            "send "*)
                _ohmstead_operands 2
                case $operands in
                    0) _ohmstead_stations "$word" ;;
                    1) mapfile -t COMPREPLY < <(compgen -W "$_ohmstead_commands" -- "$word") ;;
                esac
                return
                ;;
            "stations show" | "plugin remove")
                [[ $COMP_CWORD -gt 2 ]] || return
                _ohmstead_operands 3
                [[ $operands -eq 0 ]] || return
                case $command in
                    stations) _ohmstead_stations "$word" ;;
                    plugin) _ohmstead_lines "$word" < <(_ohmstead_plugins) ;;
                esac
                return
                ;;
        esac
    fi

    if [[ $COMP_CWORD -eq 1 ]]; then
        words="run demo start stop status shell reset-admin backup restore verify audit support-bundle version help"
        words+=" stations tx tokens send tail route plugin"
    elif [[ $COMP_CWORD -eq 2 && $word != -* ]]; then
        case $command in
            stations | tx) words="list show" ;;
            tokens) words="list add block unblock remove import" ;;
            route) words="list letters replay discard" ;;
            plugin) words="list install remove" ;;
            audit) words="verify" ;;
        esac
    else
        # The list is what a group does where nothing is said.
        case $command in stations | tx | tokens | route | plugin) [[ $sub != -* ]] || sub=list ;; *) sub= ;; esac
        case "$command $sub" in
            "stations list") words="$ask --limit --site --search --faulted --offline" ;;
            "tx list") words="$ask --limit --station --site --open --token --from --to" ;;
            "tokens list") words="$ask --limit --search --full" ;;
            "tokens add") words="$ask --type --label --group --expires --at-once" ;;
            "tokens block" | "tokens unblock" | "tokens remove") words="$ask --type" ;;
            "route letters") words="$ask --limit --follower" ;;
            "route list" | "plugin list") words="$ask --limit" ;;
            "tail ") words="$ask --station --kinds --after" ;;
            "stations show" | "tx show" | "tokens import" | "route replay" | "route discard" | "plugin install" | "plugin remove" | "send ") words=$ask ;;
            "run " | "demo " | "start ") words="--home $ports $trial --java-opts" ;;
            "backup ") words="--home --passphrase-file --java-opts" ;;
            "restore ") words="--home --passphrase-file --force --rebuild --java-opts" ;;
            "status ") words="--home --json" ;;
            "verify ") words="--home --json --java-opts" ;;
            *) words="--home" ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F _ohmstead ohmstead
