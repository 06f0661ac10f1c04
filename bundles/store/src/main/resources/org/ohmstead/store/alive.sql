--- alive
update server_alive set alive_at = ?

--- lastAlive
select alive_at from server_alive where alive_at > 0

--- lastFact
select received_at from journal --DERBY-PROPERTIES constraint=JOURNAL_KEY
where seq = (select seq from journal_head)
