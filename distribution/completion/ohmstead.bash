# Completes the command ohmstead in bash: source it, or install it as bash-completion/completions/ohmstead.
_ohmstead() {
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
    esac

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
            "restore ") words="--home --passphrase-file --force --java-opts" ;;
            "status ") words="--home --json" ;;
            "verify ") words="--home --json --java-opts" ;;
            *) words="--home" ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F _ohmstead ohmstead
