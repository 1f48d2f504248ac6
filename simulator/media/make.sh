#!/bin/sh
# Makes the small media files that the simulator serves as results (needs ffmpeg).
set -e
cd "$(dirname "$0")"
f='ffmpeg -y -v error'
bars() { echo "smptebars=size=$1:rate=25:duration=2"; }
tone='sine=frequency=330:sample_rate=44100:duration=2'
h264='-c:v libx264 -preset veryslow -crf 30 -pix_fmt yuv420p -c:a aac -b:a 48k -ac 1 -movflags +faststart'
$f -f lavfi -i "$(bars 640x360)" -f lavfi -i "$tone" $h264 -shortest video.mp4
$f -f lavfi -i "$(bars 360x640)" -f lavfi -i "$tone" $h264 -shortest portrait.mp4
$f -f lavfi -i "color=c=teal@0.5:size=320x180:rate=25:duration=2,format=yuva420p" -f lavfi -i "$tone" -c:v libvpx-vp9 -pix_fmt yuva420p -b:v 60k -c:a libopus -b:a 32k -shortest video.webm
$f -f lavfi -i "$tone" -c:a libmp3lame -b:a 48k -ac 1 speech.mp3
$f -f lavfi -i "$tone" -c:a pcm_s16le -ar 8000 -ac 1 speech.wav
$f -i video.mp4 -frames:v 1 -q:v 6 thumbnail.jpg
$f -i video.mp4 -vf 'fps=5,scale=160:-1' preview.gif
$f -f lavfi -i 'color=c=steelblue:size=256x256,drawbox=x=78:y=48:w=100:h=160:color=white@0.8:t=fill' -frames:v 1 look.png
