# Sourced by start-services.sh with a folder and two ports: a whole S3 server in three processes. One monitor, one
# object daemon that keeps its data in memory, and radosgw, with one user who has the keys in S3_*.

mkdir -p "$1"/{mon,osd,log,rgw}
export CEPH_CONF=$1/ceph.conf
ceph_fsid=$(uuidgen)

cat >"$CEPH_CONF" <<CONF
[global]
fsid = $ceph_fsid
mon initial members = a
mon host = [v1:127.0.0.1:$2]
ms bind msgr2 = false
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
run dir = $1
admin socket = $1/\$name.\$pid.asok
log file = $1/log/\$name.log
pid file = $1/\$name.pid
[mon.a]
mon data = $1/mon
[osd.0]
osd data = $1/osd
osd objectstore = memstore
# Both make it ask the monitor before it knows the cluster, which is refused now and then, and it gives up.
osd crush update on start = false
osd class update on start = false
memstore device bytes = 4294967296
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$3
rgw data = $1/rgw
rgw thread pool size = 128
rgw enable usage log = false
CONF

monmaptool --create --clobber --addv a "[v1:127.0.0.1:$2]" --fsid "$ceph_fsid" "$1/monmap" >/dev/null
ceph-mon --mkfs -i a --monmap "$1/monmap"
start_service mon ceph-mon -i a -f
wait_until 100 timeout 5 ceph status

ceph_osd_uuid=$(uuidgen)
ceph osd new "$ceph_osd_uuid" >/dev/null
ceph-osd -i 0 --mkfs --osd-uuid "$ceph_osd_uuid" >"$1/log/mkfs.out" 2>&1
start_service osd ceph-osd -i 0 -f
ceph osd crush add osd.0 1.0 root=default host=here >/dev/null 2>&1
wait_until 300 sh -c 'timeout 5 ceph osd stat | grep -q "1 up"'

start_service rgw radosgw -n client.rgw -f
wait_until 600 curl -sf "http://127.0.0.1:$3/"
timeout 60 radosgw-admin -n client.rgw user create --uid=tests --display-name=tests \
  --access-key="$S3_ACCESS_KEY_ID" --secret-key="$S3_SECRET_ACCESS_KEY" >/dev/null
